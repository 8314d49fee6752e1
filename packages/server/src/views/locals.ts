import type { TemplateLocals } from './ejs-templates.ts'

/**
 * Puts locals over each other, those with the highest rank last. Nothing of what is given is changed, and what is made
 * on first use is not read.
 */
export function mergeLocals(...sources: readonly (object | undefined)[]): TemplateLocals {
  const locals: TemplateLocals = Object.create(null)
  for (const source of sources) if (source !== undefined) copyLocals(source, locals)
  return locals
}

/** Sets a local. Assigning would run a setter, or fail at a getter, of the locals behind. */
export function setLocal(locals: TemplateLocals, name: string, value: unknown): void {
  Object.defineProperty(locals, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  })
}

function copyLocals(from: object, to: TemplateLocals): void {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(from))
  for (const [name, descriptor] of descriptors) {
    const isMade = descriptor.get !== undefined
    Object.defineProperty(to, name, {
      ...descriptor,
      ...(isMade ? {} : { writable: true }),
      configurable: true,
      enumerable: true,
    })
  }
}
