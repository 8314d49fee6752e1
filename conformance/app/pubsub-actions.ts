import type { Handler, SailsApp } from 'halyard'

/** Actions that use the pubsub of the model User. */
export function createPubsubActions(sails: SailsApp): Record<string, Handler> {
  return {
    sub: (req, res) => {
      callUser(sails, 'subscribe', [req, req.param('ids')])
      return res.ok()
    },
    unsub: (req, res) => {
      callUser(sails, 'unsubscribe', [req, req.param('ids')])
      return res.ok()
    },
    publish: (req, res) => {
      const omitted = req.param('omit') === true ? [req] : []
      callUser(sails, 'publish', [req.param('ids'), req.param('data'), ...omitted])
      return res.ok()
    },
  }
}

/** Calls a method with arguments that its type may refuse, as JavaScript code can. */
export function callUser(sails: SailsApp, method: string, args: readonly unknown[]): unknown {
  return Reflect.apply(Reflect.get(Object(sails.models['user']), method), undefined, args)
}
