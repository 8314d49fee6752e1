import { isPlainObject } from '@halyard/protocol'

import type { EjsTemplates, Template, TemplateLocals } from './ejs-templates.ts'
import { PartialNotAwaitedError, PartialNotFoundError } from './errors.ts'
import { setLocal } from './locals.ts'
import { type PartialOptions, readPartialOptions, toItems } from './partial-options.ts'
import type { ViewFile, ViewFiles } from './view-files.ts'

/** A template that runs, and where it finds others. */
export interface TemplateScope {
  readonly files: ViewFiles
  readonly templates: EjsTemplates
  readonly file: ViewFile
  readonly template: Template
  readonly isCached: boolean
}

/**
 * Locals of one template: those given, with `partial()` and `include()`, whose paths are relative to it. A partial sees
 * what the template sees.
 */
export function addPartials(locals: TemplateLocals, scope: TemplateScope): TemplateLocals {
  const own: TemplateLocals = Object.create(locals)
  own['partial'] = (name: string, options?: unknown) => {
    const part = findPart(name, scope)
    return renderItems(part, own, readPartialOptions(name, options))
  }
  own['include'] = (name: string, more?: unknown) => {
    const part = findPart(name, scope)
    return renderItems(part, own, { locals: isPlainObject(more) ? more : {} })
  }
  return own
}

/** @throws {PartialNotFoundError} {PartialNotAwaitedError} */
function findPart(name: string, scope: TemplateScope): TemplateScope {
  const file = scope.files.findPartial(name, scope.file)
  if (file === undefined) throw new PartialNotFoundError(name, scope.file.path)
  const template = scope.templates.get(file, scope.isCached)
  if (template.isAsync && !scope.template.isAsync) {
    throw new PartialNotAwaitedError(name, scope.file.path)
  }
  return { ...scope, file, template }
}

/** Renders a partial once, or once for each item of a collection. */
function renderItems(
  part: TemplateScope,
  locals: TemplateLocals,
  options: PartialOptions,
): string | Promise<string> {
  const texts = toItems(options).map((item) => {
    const shared: TemplateLocals = Object.create(locals)
    for (const [name, value] of Object.entries(item)) setLocal(shared, name, value)
    return part.template.run(addPartials(shared, part))
  })
  if (texts.every((text) => typeof text === 'string')) return texts.join('')
  return Promise.all(texts.map(async (text) => text)).then((parts) => parts.join(''))
}
