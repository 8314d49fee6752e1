import { isPlainObject } from '@halyard/protocol'

/** An error that carries an exit signal, as `.intercept('notFound', 'badId')` throws it. */
export interface SignalEnvelope extends Error {
  readonly name: 'Envelope'
  /** The signal: the name of an exit, or a dictionary of one exit with its output. */
  readonly raw: unknown
}

/** The exit that a thrown value names, with its output; no name when it is an error. */
export function readSignal(thrown: unknown): readonly [name: string | undefined, output?: unknown] {
  const signal = openEnvelope(thrown)
  if (typeof signal === 'string') return [signal]
  if (!isPlainObject(signal)) return [undefined]
  const names = Object.keys(signal)
  return names.length === 1 ? [names[0], signal[names[0] ?? '']] : [names.join(', ')]
}

/** What was thrown, or the signal in it. */
export function openEnvelope(thrown: unknown): unknown {
  return isEnvelope(thrown) ? thrown.raw : thrown
}

/** Whether an error carries an exit signal. By its name, because models have envelopes of their own. */
export function isEnvelope(thrown: unknown): thrown is SignalEnvelope {
  return thrown instanceof Error && thrown.name === 'Envelope' && 'raw' in thrown
}
