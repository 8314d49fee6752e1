// The results as Markdown: the bars first, then every figure.
import { BARS } from '../bars.mjs'
import { median, ratioOf } from './statistics.mjs'

const UNITS = {
  cpu: (cost) => `${cost.toFixed(1)} µs`,
  heap: (cost) => `${(cost / 1_024).toFixed(1)} KiB`,
  start: (cost) => `${cost.toFixed(0)} ms`,
  size: (cost) => `${(cost / 1_024).toFixed(1)} KiB`,
}

export function toMarkdown(groups, samples, environment) {
  return [
    '# Results',
    '',
    environment,
    '',
    '## Bars',
    '',
    'Cost of halyard as a multiple of the other one: median of the rounds, lowest and highest beside it.',
    '',
    ...barsTable(samples),
    '',
    '## Figures',
    '',
    'CPU time of the server process for one request (one delivery), and requests (deliveries) a second with',
    'one client process; medians of the rounds.',
    '',
    ...figuresTable(groups, samples),
    '',
  ].join('\n')
}

/** One cell's figure, as a person reads it. */
export function toFigure({ kind }, samples) {
  const cost = UNITS[kind](median(samples.map((sample) => sample.cost)))
  if (kind !== 'cpu') return cost
  const perSecond = Math.round(median(samples.map((sample) => sample.perSecond)))
  return `${cost} (${perSecond.toLocaleString('en')}/s)`
}

function barsTable(samples) {
  const rows = BARS.filter(({ ours, against }) => samples.has(ours) && samples.has(against)).map(
    ({ title, peer, ours, against, most }) => {
      const { middle, lowest, highest } = ratioOf(samples.get(ours), samples.get(against))
      const verdict = middle <= most ? 'met' : '**falls short**'
      const range = `${toTimes(lowest)} – ${toTimes(highest)}`
      return [title, peer, `≤ ${toTimes(most)}`, toTimes(middle), range, verdict]
    },
  )
  return toTable(['what', 'against', 'bar', 'measured', 'rounds', ''], rows)
}

function figuresTable(groups, samples) {
  const scenarios = groups.flat()
  const peers = [...new Set(scenarios.flatMap((scenario) => scenario.peers))]
  const rows = scenarios.map((scenario) => [
    scenario.title,
    ...peers.map((peer) => {
      const found = samples.get(`${scenario.id} ${peer}`)
      return found ? toFigure(scenario, found) : '–'
    }),
  ])
  return toTable(['', ...peers], rows)
}

/** Small ratios as a fraction, because 1/15 says more than 0.07x. */
function toTimes(ratio) {
  return ratio < 0.34 ? `1/${(1 / ratio).toFixed(1).replace(/\.0$/, '')}` : `${ratio.toFixed(2)}x`
}

function toTable(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
