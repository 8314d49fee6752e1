import { expect, test } from 'vitest'

import { halyard, writeApp } from './run-halyard.ts'

const GREET = `module.exports = {
  friendlyName: 'Greet',
  inputs: {
    who: { type: 'string', required: true },
    times: { type: 'number', defaultsTo: 1 },
    tags: { type: ['string'] },
    loud: { type: 'boolean' },
  },
  args: ['who'],
  exits: { nobody: { description: 'Nobody is there.' } },
  fn: async function (inputs) {
    if (inputs.who === 'nobody') throw 'nobody'
    if (inputs.who === 'bad') throw { nobody: 'not even a cat' }
    return { ...inputs, actions: Object.keys(this.sails.getActions()).includes('user/find') }
  },
}`
const APP = {
  'package.json': '{"name":"app","scripts":{"seven":"exit 7","both":"true"}}',
  'scripts/both.js': 'module.exports = () => 1',
  'scripts/greet.js': GREET,
  'scripts/empty.js': '',
  'scripts/plain.mjs': `export default async (inputs, { sails }) =>
    [inputs.to, sails.config.custom.color].join(' ')`,
  'scripts/classic.js': `module.exports = {
    inputs: {},
    fn: (inputs, exits) => { setImmediate(() => exits.success('called back')) },
  }`,
  'scripts/broken.js': `module.exports = async () => {
    null.length
  }`,
  'scripts/alone.js': `module.exports = {
    loadApp: false,
    fn: async function () { return String(this.sails) },
  }`,
  'api/controllers/user/find.js': 'module.exports = (req, res) => res.json([])',
  'config/session.js': 'module.exports.session = { secret: "for this test" }',
  'config/bootstrap.js': 'module.exports.bootstrap = () => console.log("bootstrapped")',
}

test('run loads the app, gives the script its inputs and prints what it returns', async () => {
  const words = ['run', 'greet', 'ann', '--times=3', '--tags=["a"]', '--loud']

  const { code, stdout, stderr } = await halyard(writeApp(APP), words)

  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toBe("{ who: 'ann', times: 3, tags: [ 'a' ], loud: true, actions: true }\n")
})

test.each([
  [
    'a plain function, with settings behind --',
    ['plain', '--to=ann', '--', '--custom.color=blue'],
    'ann blue\n',
  ],
  ['a function with exits', ['scripts/classic.js'], 'called back\n'],
  ['a script without the app', ['alone'], 'undefined\n'],
])('run takes %s', async (_what, words, printed) => {
  const { code, stdout } = await halyard(writeApp(APP), ['run', ...words])

  expect([code, stdout]).toEqual([0, printed])
})

test.each([
  ['no script', [], 'E_BAD_SCRIPT_NAME'],
  ['one below a folder', ['admin/x'], 'E_BAD_SCRIPT_NAME'],
  ['an unknown one', ['gret'], 'Did you mean "greet"?'],
  ['a name that means two', ['both'], 'E_AMBIGUOUS_SCRIPT'],
  ['one that exports nothing', ['empty'], 'E_INVALID_SCRIPT'],
  ['missing values', ['greet'], '"who" is required'],
  ['a wrong value', ['greet', 'ann', '--times=x'], 'Invalid "times"'],
  ['an unknown option', ['greet', 'ann', '--tims=3'], '"tims"'],
  ['a value too many', ['greet', 'ann', 'bob'], '"bob" is one value more'],
  ['an exit', ['greet', 'nobody'], 'took its exit "nobody"\n'],
  ['an exit with data', ['greet', 'bad'], 'took its exit "nobody": not even a cat'],
])('run fails for %s', async (_what, words, reason) => {
  const { code, stdout, stderr } = await halyard(writeApp(APP), ['run', ...words])

  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain(reason)
})

test('an error of a script tells its file and line first', async () => {
  const { code, stderr } = await halyard(writeApp(APP), ['run', 'broken'])

  expect(code).toBe(1)
  expect(stderr).toMatch(/^scripts\/broken\.js:2: TypeError: /)
})

test('a script of package.json gives its own exit code', async () => {
  const { code } = await halyard(writeApp(APP), ['run', 'seven'])

  expect(code).toBe(7)
})
