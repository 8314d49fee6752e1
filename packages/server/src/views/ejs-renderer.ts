import { HalyardError } from '../errors.ts'
import { createBlocks } from './blocks.ts'
import { EjsTemplates, type TemplateLocals } from './ejs-templates.ts'
import { LayoutLoopError, LayoutNotFoundError, TemplateFailedError } from './errors.ts'
import { mergeLocals, setLocal } from './locals.ts'
import { addPartials } from './partials.ts'
import type { Render, Rendering } from './renderer.ts'
import type { ViewFile, ViewFiles } from './view-files.ts'
import { whenReady } from './when-ready.ts'

/** How many layouts may be around each other. */
const MAX_LAYOUTS = 10

/** Renders EJS templates, with layouts, partials and blocks. */
export function createEjsRenderer(files: ViewFiles): Render {
  const templates = new EjsTemplates()
  return (rendering) => {
    const locals = mergeLocals(createBlocks(), rendering.locals)
    return new Page(files, templates, rendering, locals).render(rendering.file, rendering.layout, 0)
  }
}

/** A view with the layouts around it: they share locals and blocks. */
class Page {
  readonly #files: ViewFiles
  readonly #templates: EjsTemplates
  readonly #rendering: Rendering
  readonly #locals: TemplateLocals

  constructor(
    files: ViewFiles,
    templates: EjsTemplates,
    rendering: Rendering,
    locals: TemplateLocals,
  ) {
    this.#files = files
    this.#templates = templates
    this.#rendering = rendering
    this.#locals = locals
  }

  /** @param depth How many templates are inside of this one. */
  render(file: ViewFile, layout: string | false, depth: number): string | Promise<string> {
    let wanted: unknown = layout
    setLocal(this.#locals, 'layout', (name: unknown) => {
      wanted = name
    })
    return whenReady(this.#run(file), (html) => {
      if (typeof wanted !== 'string' || wanted === '') return html
      if (depth >= MAX_LAYOUTS) throw new LayoutLoopError(this.#rendering.file.path, MAX_LAYOUTS)
      setLocal(this.#locals, 'body', html)
      return this.render(this.#findLayout(wanted, file), false, depth + 1)
    })
  }

  #run(file: ViewFile): string | Promise<string> {
    const fail = (error: unknown): never => {
      throw error instanceof HalyardError ? error : new TemplateFailedError(file.path, error)
    }
    try {
      const isCached = this.#rendering.isCached
      const template = this.#templates.get(file, isCached)
      const parts = { files: this.#files, templates: this.#templates, isCached }
      const html = template.run(addPartials(this.#locals, { ...parts, file, template }))
      return html instanceof Promise ? html.catch(fail) : html
    } catch (error) {
      return fail(error)
    }
  }

  #findLayout(name: string, from: ViewFile): ViewFile {
    const found = this.#files.findLayout(name, from)
    if (found !== undefined) return found
    throw new LayoutNotFoundError(name, from.path, this.#files.candidates(name))
  }
}
