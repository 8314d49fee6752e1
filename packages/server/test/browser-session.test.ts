import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { isChromiumMissing, launchChromium } from '../../../scripts/chromium.mjs'
import type { Request } from '../src/request/request.ts'
import type { Response } from '../src/request/response.ts'
import { type SecurityApp, liftApp } from './security-app.ts'

const SCRIPT = join(import.meta.dirname, '../../client/dist/sails.io.js')
/** Made by `npm run build`. */
const isScriptMissing = !existsSync(SCRIPT) && process.env['REQUIRE_SERVICES'] !== '1'

const PAGE = '<!doctype html><script src="/sails.io.js"></script>'

const LOG_IN = `new Promise((resolve) => {
  io.socket.on('session:cookie', ({ error }) => resolve(String(error)))
  io.socket.post('/login', { me: 'ann' })
})`

const routes = {
  'GET /': (_req: Request, res: Response) => res.type('html').send(PAGE),
  'GET /sails.io.js': {
    fn: (_req: Request, res: Response) => res.type('js').send(readFileSync(SCRIPT)),
    skipAssets: false,
  },
  'GET /visit': (req: Request, res: Response) => {
    if (req.session !== undefined) req.session['me'] = 'visitor'
    res.redirect('/')
  },
  'GET /me': (req: Request, res: Response) => res.json(req.session?.['me'] ?? null),
  'POST /login': async (req: Request, res: Response) => {
    await req.session?.regenerate()
    if (req.session !== undefined) req.session['me'] = req.param('me')
    res.ok()
  },
}

describe.skipIf(isChromiumMissing || isScriptMissing)(
  'a login over the socket of a page in Chromium',
  () => {
    let browser: Browser

    beforeAll(async () => {
      browser = await launchChromium()
    })

    afterAll(async () => browser.close())

    /** A page of the app in a browser without cookies. */
    async function openPage(path: string): Promise<{ page: Page; app: SecurityApp }> {
      const app = await liftApp({ session: { secret: 'a secret for tests' }, routes })
      const context = await browser.newContext()
      onTestFinished(async () => context.close())
      const page = await context.newPage()
      await page.goto(app.origin + path)
      return { page, app }
    }

    async function cookieOf(page: Page): Promise<string> {
      const [{ name, value } = { name: '', value: '' }] = await page.context().cookies()
      return `${name}=${value}`
    }

    test('is one of the browser: the next page sees it, and the old cookie is worth nothing', async () => {
      const { page, app } = await openPage('/visit')
      const old = await cookieOf(page)

      const error = await page.evaluate(LOG_IN)
      await page.goto(`${app.origin}/me`)

      expect(error).toBe('undefined')
      expect(await page.textContent('body')).toBe('"ann"')
      expect(await cookieOf(page)).not.toBe(old)
      expect((await app.http('GET /me', { cookie: old })).body).toBe(null)
    })

    test('is one of the browser, too, that had no session before', async () => {
      const { page } = await openPage('/')

      const error = await page.evaluate(LOG_IN)
      const me = await page.evaluate(`fetch('/me').then((answer) => answer.json())`)

      expect(error).toBe('undefined')
      expect(me).toBe('ann')
      expect(await page.evaluate('document.cookie')).toBe('')
    })
  },
)
