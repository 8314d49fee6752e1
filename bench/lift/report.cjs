/** Milliseconds that an app has been lifted for when what it does afterwards is counted too. */
const LATER_MS = 1_000

/** Prints what the process has taken until it was lifted, and ends it. */
exports.report = (error) => {
  if (error) throw error
  const lifted = { cpu: cpuTime(), time: performance.now() }
  setTimeout(() => {
    console.log(JSON.stringify({ ...lifted, cpuLater: cpuTime() }))
    process.exit(0)
  }, LATER_MS)
}

function cpuTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
