import { isPlainObject } from '@halyard/protocol'

/** The exit that a thrown value names, with its output; no name when it is an error. */
export function readSignal(signal: unknown): readonly [name: string | undefined, output?: unknown] {
  if (typeof signal === 'string') return [signal]
  if (!isPlainObject(signal)) return [undefined]
  const names = Object.keys(signal)
  return names.length === 1 ? [names[0], signal[names[0] ?? '']] : [names.join(', ')]
}
