import type { HookHost } from '../hook/hook-host.ts'
import { createEjsRenderer } from './ejs-renderer.ts'
import type { TemplateLocals } from './ejs-templates.ts'
import { createEngineRenderer } from './engine-renderer.ts'
import { ViewNotFoundError } from './errors.ts'
import { createExpose } from './expose-locals.ts'
import { mergeLocals, setLocal } from './locals.ts'
import type { Render } from './renderer.ts'
import { type ViewFile, ViewFiles } from './view-files.ts'
import { describeView } from './view-local.ts'
import type { ViewsSettings } from './views-settings.ts'

/** What is to be rendered, and with which locals. */
export interface RenderOrder {
  /** Path below the views folder. */
  readonly view: string
  /** Locals by their source, those with the highest rank last. */
  readonly locals: readonly (object | undefined)[]
  /** Layout of a view that names none itself. */
  readonly layout: string | false
}

/** The views of one app: where `res.view()`, `res.render()`, `sails.renderView()` and routes meet. */
export class AppViews {
  readonly settings: ViewsSettings
  readonly files: ViewFiles
  readonly #host: HookHost
  readonly #folder: string
  readonly #render: Render

  constructor(host: HookHost, folder: string, settings: ViewsSettings) {
    const { renderFunction, extension, cache } = settings
    this.settings = settings
    this.files = new ViewFiles(folder, extension, cache)
    this.#host = host
    this.#folder = folder
    this.#render =
      renderFunction === undefined
        ? createEjsRenderer(this.files)
        : createEngineRenderer(renderFunction, folder, extension)
  }

  /**
   * Makes HTML of a view; at once unless something is waited for.
   * @throws (or rejects) an error with a code
   */
  render({ view, locals: sources, layout }: RenderOrder): string | Promise<string> {
    const file = this.#find(view)
    const locals = mergeLocals(this.#builtIn(file), ...sources)
    if (!('exposeLocalsToBrowser' in locals)) {
      const expose = createExpose(locals, this.settings.expose)
      setLocal(locals, 'exposeLocalsToBrowser', expose)
    }
    return this.#render({
      ...{ file, locals },
      layout: chooseLayout(locals['layout'], layout),
      isCached: this.settings.cache || locals['cache'] === true,
    })
  }

  /** Where the file of a view may be, for messages. */
  placesOf(view: string): string[] {
    return this.files.candidates(view).map((file) => `views/${file}`)
  }

  #find(view: string): ViewFile {
    const file = this.files.find(view)
    if (file === undefined) throw new ViewNotFoundError(view, this.placesOf(view))
    return file
  }

  #builtIn(file: ViewFile): TemplateLocals {
    const { config, messages } = this.#host
    const appPath = String(config['appPath'])
    return {
      sails: this.#host,
      view: describeView(file, this.#folder, appPath),
      ...(messages.settings.production ? {} : { __dirname: file.absPath }),
    }
  }
}

/** `true` and nothing at all stand for the layout that holds otherwise. */
function chooseLayout(own: unknown, otherwise: string | false): string | false {
  if (own === undefined || own === null || own === true) return otherwise
  return typeof own === 'string' && own !== '' ? own : false
}
