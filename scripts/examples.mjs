/**
 * Code in the pages comes from files that tests run. A page names the file, and a part of it where it shows only that:
 *
 *     <!-- example: docs/examples/rooms.js#join -->
 *
 * The fenced code below is then that part: what stands between `// #region join` and `// #endregion join`.
 */
const EXAMPLE =
  /^(<!-- example: (\S+?)(?:#(\S+))? -->\n+(?:<!-- prettier-ignore -->\n)?```\w+\n)([\s\S]*?)^```$/gm
const FENCE = /^```(?:js|ts|mjs)\n/gm
const REGION_LINE = /^\s*\/\/ #(?:end)?region\b/

/** The page with the code of its examples put in anew. */
export function fillExamples(page, readFile) {
  return page.replaceAll(
    EXAMPLE,
    (_all, head, file, region) => `${head}${toExample(readFile(file), file, region)}\`\`\``,
  )
}

/** Files that a page takes code from. */
export function exampleFiles(page) {
  return [...page.matchAll(EXAMPLE)].map((match) => match[2])
}

/** How many blocks of code a page has that come from no file. */
export function countLooseCode(page) {
  return [...page.replaceAll(EXAMPLE, '').matchAll(FENCE)].length
}

function toExample(source, file, region) {
  const lines = source.trimEnd().split('\n')
  const from = region ? lines.findIndex((line) => line.trim() === `// #region ${region}`) : -1
  const to = region
    ? lines.findIndex((line) => line.trim() === `// #endregion ${region}`)
    : lines.length
  if (to === -1 || (region && from === -1)) throw new Error(`${file} has no region ${region}`)
  const part = lines.slice(from + 1, to).filter((line) => !REGION_LINE.test(line))
  const indents = part.filter((line) => line !== '').map((line) => line.search(/\S/))
  const indent = Math.min(...indents)
  return part.map((line) => `${line.slice(indent)}\n`).join('')
}
