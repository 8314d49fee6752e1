import { inspect } from 'node:util'

import { HalyardError } from '../errors.ts'

/** A setting of `config.views` that cannot be meant. Named as in Sails. */
export class InvalidViewsConfigError extends HalyardError {
  override readonly name = 'InvalidViewsConfigError'

  constructor(setting: string, found: unknown, expected: string) {
    super(
      'E_INVALID_VIEW_CONFIG',
      `config.views${setting} is ${inspect(found, { depth: 0 })}. Use ${expected}.`,
    )
  }
}

/** The hook `views` is on and `http` is off. Named as in Sails. */
export class ViewsWithoutHttpError extends HalyardError {
  override readonly name = 'ViewsWithoutHttpError'

  constructor() {
    super(
      'E_HOOKINIT_DEP',
      'The hook "views" needs the hook "http", which is off. Switch both on, or write hooks: { views: false }.',
    )
  }
}

/** There is no file for a view. Code and `status` are those of Sails. */
export class ViewNotFoundError extends HalyardError {
  override readonly name = 'ViewNotFoundError'
  readonly status = 500
  /** The view that was asked for. */
  readonly view: string

  constructor(view: string, files: readonly string[]) {
    super(
      'E_VIEW_FAILED',
      `There is no view ${inspect(view)}. Create ${files.join(' or ')}, or correct the path that was given to res.view().`,
    )
    this.view = view
  }
}

/** `res.view()` was called without a path, and neither route nor action say which view is meant. */
export class ViewNotInferredError extends HalyardError {
  override readonly name = 'ViewNotInferredError'

  constructor(method: string, url: string) {
    super(
      'E_VIEW_INFER',
      `res.view() was called without a path for ${method} ${url}, whose route has no action to take it from. ` +
        "Give it one: res.view('pages/home').",
    )
  }
}

/** There is no file for a layout. */
export class LayoutNotFoundError extends HalyardError {
  override readonly name = 'LayoutNotFoundError'

  constructor(layout: string, view: string, files: readonly string[]) {
    super(
      'E_LAYOUT_NOT_FOUND',
      `The layout ${inspect(layout)} of the view "${view}" does not exist. Create ${files.join(' or ')}, ` +
        'name another one in config.views.layout or in the local `layout`, or set it to false for none.',
    )
  }
}

/** Layouts that are laid out by each other. */
export class LayoutLoopError extends HalyardError {
  override readonly name = 'LayoutLoopError'

  constructor(view: string, limit: number) {
    super(
      'E_LAYOUT_LOOP',
      `The view "${view}" has more than ${limit} layouts around each other. Does a layout call layout() for itself?`,
    )
  }
}

/** There is no file for a partial or an include. */
export class PartialNotFoundError extends HalyardError {
  override readonly name = 'PartialNotFoundError'

  constructor(partial: string, template: string) {
    super(
      'E_PARTIAL_NOT_FOUND',
      `The template "${template}" asks for the partial ${inspect(partial)}, which does not exist in the views folder. ` +
        'Paths are relative to the template; one that begins with / is relative to the views folder.',
    )
  }
}

/** A template that waits for something is part of one that does not. */
export class PartialNotAwaitedError extends HalyardError {
  override readonly name = 'PartialNotAwaitedError'

  constructor(partial: string, template: string) {
    super(
      'E_PARTIAL_NOT_AWAITED',
      `The partial ${inspect(partial)} uses await, so its HTML comes later. Write in the template "${template}": ` +
        `<%- await partial(${inspect(partial)}) %>`,
    )
  }
}

/** A template, or an engine, failed. `cause` is what it threw. */
export class TemplateFailedError extends HalyardError {
  override readonly name = 'TemplateFailedError'

  constructor(view: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : inspect(cause)
    super('E_TEMPLATE_FAILED', `The view "${view}" could not be rendered: ${reason}`, { cause })
  }
}

/** A route leads to a view that does not exist. */
export class UnknownRouteViewError extends HalyardError {
  override readonly name = 'UnknownRouteViewError'

  constructor(path: string, view: string, files: readonly string[]) {
    super(
      'E_UNKNOWN_ROUTE_VIEW',
      `The route "${path}" leads to the view ${inspect(view)}, which does not exist. Create ${files.join(' or ')}, ` +
        'or correct the name.',
    )
  }
}
