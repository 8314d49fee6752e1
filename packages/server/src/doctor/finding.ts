/**
 * How much a finding weighs. `stops`: the app does not lift, or a part of it does not work, until it is changed.
 * `differs`: it works, but not in every case as with Sails. `works`: worth knowing, nothing to do.
 */
export type Weight = 'stops' | 'differs' | 'works'

/** Something that the doctor has to say about an app. */
export interface Finding {
  readonly weight: Weight
  /** What was found, and what to do. */
  readonly text: string
  /** Relative to the app. */
  readonly file?: string
  /** From 1. */
  readonly line?: number
  /** Where it is explained: an entry `D-…` of docs/differences-from-sails.md, or a code `E_…` of docs/errors.md. */
  readonly see?: string
}

const WEIGHTS: readonly Weight[] = ['stops', 'differs', 'works']

/** Heaviest first, then by file and line. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (one, other) =>
      WEIGHTS.indexOf(one.weight) - WEIGHTS.indexOf(other.weight) ||
      (one.file ?? '').localeCompare(other.file ?? '') ||
      (one.line ?? 0) - (other.line ?? 0),
  )
}
