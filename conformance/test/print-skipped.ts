import { listNeededLater } from '../needed-later.ts'

/** Says before each run what is not compared yet. */
export function setup(): void {
  const waiting = listNeededLater()
  console.log(`${waiting.length} recorded exchanges wait for later parts:`)
  for (const line of waiting) console.log(`  ${line}`)
}
