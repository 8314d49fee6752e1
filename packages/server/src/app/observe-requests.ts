import type { PipelineObserver } from '../pipeline/pipeline-observer.ts'
import type { AppEvents } from './app-events.ts'

/** Events about single requests. They are only made when somebody listens, for they cost something each time. */
const REQUEST_EVENTS = ['router:route', 'router:request:404', 'router:request:500']

/** Turns what the pipeline observes into the app's events, from the moment on that somebody listens to one of them. */
export function observeRequests(app: AppEvents, observer: PipelineObserver): void {
  const attach = (event: string | symbol): void => {
    if (event === 'router:route') {
      observer.handler = (handlerEvent) => void app.emit(event, handlerEvent)
    } else if (event === 'router:request:404') {
      observer.notFound = (req, res) => void app.emit(event, req, res)
    } else if (event === 'router:request:500') {
      observer.error = (error, req, res) => void app.emit(event, error, req, res)
    }
  }
  for (const event of REQUEST_EVENTS) if (app.listenerCount(event) > 0) attach(event)
  app.on('newListener', attach)
}
