import type { AppStyle } from '../app-style.ts'
import { suggestVerb, toCamelCase } from './part-names.ts'

/** A test that asks the action through a route of its own. */
export function actionTestText(name: string, style: AppStyle): string {
  const verb = suggestVerb(name)
  return `${imports(style)}
test('${name} answers', async (t) => {
  const { request, lower } = await createTestApp({
    appPath: process.cwd(),
    routes: { '${verb} /under-test': '${name}' },
  })
  t.after(lower)

  const { statusCode } = await request('${verb.toLowerCase()}', '/under-test')

  assert.equal(statusCode, 200)
})
`
}

/** A test that calls the helper of the loaded app. */
export function helperTestText(name: string, style: AppStyle): string {
  const call = name.split('/').map(toCamelCase).join('.')
  return `${imports(style)}
test('${name} gives a result', async (t) => {
  const { app, lower } = await createTestApp({ appPath: process.cwd() })
  t.after(lower)

  const result = await app.helpers.${call}()

  assert.deepEqual(result, {})
})
`
}

function imports({ isEsm }: AppStyle): string {
  const names: readonly (readonly [names: string, from: string])[] = [
    ['assert', 'node:assert/strict'],
    ['{ test }', 'node:test'],
    ['{ createTestApp }', 'halyard/testing'],
  ]
  const lines = names.map(([what, from]) =>
    isEsm ? `import ${what} from '${from}'` : `const ${what} = require('${from}')`,
  )
  return `${lines.slice(0, 2).join('\n')}\n\n${lines[2]}\n`
}
