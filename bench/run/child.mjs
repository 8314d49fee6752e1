// Child processes that answer questions over IPC, and that never outlive the run.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How long a child may take to answer a question, in milliseconds. */
const ANSWER_TIMEOUT_MS = 60_000

/** How long a child may take to end when it was asked to, in milliseconds. */
const END_TIMEOUT_MS = 5_000

const STDERR_KEPT = 4_000

const running = new Set()

// An error or Ctrl+C leaves no server behind; a child that hangs would not notice that its parent is gone.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

/**
 * Starts a module of this folder and waits for its first message.
 *
 * @param file Path from the folder of the benchmark.
 * @param options Handed over as JSON, the first argument.
 * @returns `started`: its first message, `ask`: a question and its answer, `end`: resolves when the process is gone.
 */
export async function startChild(file, options = {}, execArgv = []) {
  const child = fork(
    fileURLToPath(new URL(`../${file}`, import.meta.url)),
    [JSON.stringify(options)],
    {
      env: { ...process.env, NODE_ENV: 'production' },
      execArgv,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  )
  running.add(child)
  const gone = new Promise((resolve) => child.once('exit', resolve)).then(() =>
    running.delete(child),
  )
  const answers = collectAnswers(child, file)

  const started = await answers.next(0)
  let lastId = 0
  return {
    started,
    ask(question, questionOptions) {
      const id = ++lastId
      child.send({ id, question, options: questionOptions })
      return answers.next(id)
    },
    async end() {
      child.send({ id: ++lastId, question: 'end' })
      const timer = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS)
      await gone
      clearTimeout(timer)
    },
  }
}

function collectAnswers(child, file) {
  const waiting = new Map()
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints = (complaints + text).slice(-STDERR_KEPT)
  })
  child.on('message', ({ id, answer, error }) => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (error) reject?.(new Error(`${file}: ${error}`))
    else resolve?.(answer)
  })
  child.once('exit', (code) => {
    const error = new Error(`${file} ended with code ${code}.\n${complaints}`)
    for (const { reject } of waiting.values()) reject(error)
  })

  return {
    next(id) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () =>
            reject(
              new Error(`${file} did not answer within ${ANSWER_TIMEOUT_MS} ms.\n${complaints}`),
            ),
          ANSWER_TIMEOUT_MS,
        )
        const settle = (settled) => (value) => {
          clearTimeout(timer)
          settled(value)
        }
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
      })
    },
  }
}
