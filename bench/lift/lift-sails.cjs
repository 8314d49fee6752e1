// Lifts the app of the working directory as its app.js does.
const sails = require(require.resolve('sails', { paths: [process.cwd()] }))
const { report } = require('./report.cjs')

sails.lift({ port: 0, log: { level: 'silent' }, hooks: { grunt: false } }, report)
