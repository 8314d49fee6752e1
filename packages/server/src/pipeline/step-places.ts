import { STEP_PLACES } from '../request/step.ts'
import type { Step, StepPlace } from '../request/step.ts'

/** Holds what hooks have put into the pipeline. */
export class StepPlaces {
  readonly #byPlace = new Map<StepPlace, Step>()
  /** The steps that are there, in their order. Replaced on each change, never changed: a running request keeps its own. */
  active: readonly Step[] = []

  get(place: StepPlace): Step | undefined {
    return this.#byPlace.get(place)
  }

  /** Puts a step into its place, or takes it out with `undefined`. */
  set(place: StepPlace, step: Step | undefined): void {
    if (step === undefined) this.#byPlace.delete(place)
    else this.#byPlace.set(place, step)
    this.active = STEP_PLACES.flatMap((name) => this.#byPlace.get(name) ?? [])
  }
}
