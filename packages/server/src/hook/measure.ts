/** Runs a part of the start and notes how long it took. What it gives or throws comes back unchanged. */
export type Measure = <Result>(part: string, work: () => Promise<Result>) => Promise<Result>
