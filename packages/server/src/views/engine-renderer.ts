import { TemplateFailedError } from './errors.ts'
import type { Render } from './renderer.ts'
import type { RenderFunction } from './views-settings.ts'

/**
 * Renders by an engine of the app's own: one that consolidate or Express could use, or that returns a promise. It gets
 * the settings that Express hands to engines, `cache` and `settings`. Layouts are its own affair.
 */
export function createEngineRenderer(
  engine: RenderFunction,
  folder: string,
  extension: string,
): Render {
  const settings = { views: folder, 'view engine': extension.replace(/^\./, '') }
  return async ({ file, locals, isCached }) => {
    const express: Record<string, unknown> = { settings, cache: isCached }
    const options = Object.defineProperties(express, Object.getOwnPropertyDescriptors(locals))
    try {
      return await callEngine(engine, file.absPath, options)
    } catch (error) {
      throw new TemplateFailedError(file.path, error)
    }
  }
}

async function callEngine(
  engine: RenderFunction,
  file: string,
  options: Record<string, unknown>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const returned = engine(file, options, (error, html) => {
      if (error === undefined || error === null) resolve(toHtml(html))
      else reject(toError(error))
    })
    if (isThenable(returned)) {
      returned.then(
        (html) => resolve(toHtml(html)),
        (error) => reject(toError(error)),
      )
    }
  })
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value
}

function toHtml(html: unknown): string {
  return typeof html === 'string' ? html : ''
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
