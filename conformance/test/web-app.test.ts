import { existsSync } from 'node:fs'

import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import {
  type GeneratedApp,
  type LiftedApp,
  generateApp,
  liftApp,
  waitUntil,
} from '../generated/generated-app.ts'

const CHROMIUM = '/usr/bin/chromium'
const isOwed = process.env['REQUIRE_SERVICES'] === '1'
const VISITOR = { name: 'Ann Visitor', email: 'ann@example.com', password: 'correct horse' }

let app: GeneratedApp
let lifted: LiftedApp

beforeAll(async () => {
  app = await generateApp(['--caviar'])
  lifted = await liftApp(app)
  const isBuilt = async (): Promise<boolean> =>
    (await (await fetch(`${lifted.url}/login`)).text()).includes('/js/pages/entrance/login.page.js')
  // Grunt builds while the app runs already.
  await waitUntil(isBuilt)
}, 120_000)

afterAll(async () => {
  await lifted?.stop()
  app?.remove()
})

describe('the Web App of sails new', () => {
  test.each(['/', '/login', '/signup', '/contact', '/faq', '/legal/terms', '/legal/privacy'])(
    'shows %s to everybody',
    async (address) => {
      const answer = await fetch(lifted.url + address)

      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('NEW_APP_NAME')
    },
  )

  test('sends those who are not logged in to the login, and tells programs', async () => {
    const [forPeople, forPrograms] = await Promise.all(
      ['text/html', 'application/json'].map(async (accept) =>
        fetch(`${lifted.url}/account`, { headers: { accept }, redirect: 'manual' }),
      ),
    )

    expect(forPeople?.headers.get('location')).toBe('/login')
    expect(forPrograms?.status).toBe(401)
  })

  test('takes no form without a CSRF token', async () => {
    const answer = await fetch(`${lifted.url}/api/v1/entrance/login`, { method: 'PUT' })

    expect(answer.status).toBe(403)
  })
})

describe.skipIf(!existsSync(CHROMIUM) && !isOwed)('the Web App in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
    browser = await chromium.launch({ executablePath: CHROMIUM, args })
  })

  afterAll(async () => browser?.close())

  async function open(address: string): Promise<Page> {
    const context = await browser.newContext()
    onTestFinished(async () => context.close())
    const page = await context.newPage()
    // Fonts and icons of other sites.
    await page.route(/^https:/, (route) => route.abort())
    await page.goto(lifted.url + address)
    return page
  }

  test('signs a visitor up, out and in again', async () => {
    const page = await open('/signup')
    await page.fill('#full-name', VISITOR.name)
    await page.fill('#email-address', VISITOR.email)
    await page.fill('#password', VISITOR.password)
    await page.fill('#confirm-password', VISITOR.password)
    await page.check('#terms-agreement')
    await page.click('button[type=submit]')
    await page.waitForURL('**/welcome')

    await page.goto(`${lifted.url}/logout`)
    await page.waitForURL('**/login')
    await page.fill('input[type=email]', VISITOR.email)
    await page.fill('input[type=password]', VISITOR.password)
    await page.click('button[type=submit]')
    await page.waitForURL('**/welcome')

    await page.goto(`${lifted.url}/account`)
    expect(await page.textContent('#account-overview')).toContain(VISITOR.email)
  }, 60_000)

  test('shows a wrong password in the form', async () => {
    const page = await open('/login')
    await page.fill('input[type=email]', 'nobody@example.com')
    await page.fill('input[type=password]', 'wrong password')
    await page.click('button[type=submit]')

    await page.waitForSelector('[role=alert], .alert, .text-danger')
    expect(page.url()).toBe(`${lifted.url}/login`)
  }, 60_000)
})
