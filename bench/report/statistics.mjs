/** The value in the middle. */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * How many times as much `ours` costs, round by round.
 *
 * @returns The median of the rounds' ratios, the lowest and the highest.
 */
export function ratioOf(ours, theirs) {
  const ratios = ours.map((sample, round) => sample.cost / theirs[round].cost)
  return { middle: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) }
}
