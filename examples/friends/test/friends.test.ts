import type { AddressInfo } from 'node:net'
import path from 'node:path'

import { Sails, type SailsApp } from 'halyard'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { isChromiumMissing, launchChromium } from '../../../scripts/chromium.mjs'

describe.skipIf(isChromiumMissing)('the friends page', () => {
  let app: SailsApp
  let browser: Browser
  let url: string

  beforeAll(async () => {
    browser = await launchChromium()
  })

  afterAll(async () => browser.close())

  beforeEach(async () => {
    app = new Sails()
    await app.lift({
      appPath: path.join(import.meta.dirname, '..'),
      port: 0,
      datastores: { default: { inMemoryOnly: true } },
    })
    const address = app.httpServer?.address()
    url = `http://127.0.0.1:${(address as AddressInfo).port}`
  })

  afterEach(async () => {
    await Promise.all(browser.contexts().map(async (context) => context.close()))
    await app.lower()
  })

  /** A window of its own browser profile that has read everything. */
  async function openWindow(prepare?: (page: Page) => Promise<void>): Promise<Page> {
    const page = await browser.newPage()
    await prepare?.(page)
    await page.goto(url)
    await page.getByText('15 of 20').waitFor()
    return page
  }

  async function rename(page: Page, from: string, to: string): Promise<void> {
    await page.getByRole('button', { name: `Rename ${from}` }).click()
    await page.getByLabel('Name', { exact: true }).fill(to)
    await page.getByRole('button', { name: 'Save' }).click()
  }

  const friend = (page: Page, name: string) =>
    page.locator('#friends').getByRole('link', { name, exact: true })
  const verbs = (page: Page) => page.locator('#events b').allInnerTexts()

  test('the documented request is answered with status, headers and fifteen friends', async () => {
    const one = await openWindow()
    const body = JSON.parse(await one.locator('#answer-body').innerText()) as { name: string }[]

    expect(await one.locator('#answer-status').innerText()).toBe('200')
    expect(await one.locator('#answer-headers').innerText()).toBe('{}')
    expect(await one.locator('#friends a').allInnerTexts()).toEqual(body.map(({ name }) => name))
    expect(body).toHaveLength(15)
  })

  test('a friend renamed in one window has the new name in the other', async () => {
    const one = await openWindow()
    const other = await openWindow()
    await rename(one, 'Alan Turing', 'A. M. Turing')

    await friend(other, 'A. M. Turing').waitFor()
    await friend(one, 'A. M. Turing').waitFor()
    expect([await verbs(one), await verbs(other)]).toEqual([[], ['updated']])
  })

  test('a friend removed in one window is gone in the other, and the next one comes up', async () => {
    const one = await openWindow()
    const other = await openWindow()
    await one.getByRole('button', { name: 'Remove Alan Turing' }).click()

    for (const page of [one, other]) {
      await page.getByText('15 of 19').waitFor()
      expect(await friend(page, 'Alan Turing').count()).toBe(0)
    }
    expect(await verbs(other)).toContain('removedFrom')
  })

  test('somebody created in one window can be made a friend in the other', async () => {
    const one = await openWindow()
    const other = await openWindow()
    await one.getByLabel('Somebody who is not in the list yet').fill('Lea Sailor')
    await one.getByRole('button', { name: 'Create' }).click()
    await other
      .locator('#candidate option', { hasText: 'Lea Sailor' })
      .waitFor({ state: 'attached' })
    await other.getByLabel('Data').fill('{ "limit": 50 }')
    await other.getByLabel('Add a friend').selectOption('Lea Sailor')
    await other.getByRole('button', { name: 'Add', exact: true }).click()

    await friend(other, 'Lea Sailor').waitFor()
    await one.getByText('15 of 21').waitFor()
    expect(await verbs(one)).toContain('addedTo')
    expect(await verbs(other)).toEqual(['created'])
  })

  test('an empty name is refused by the model, and the page says why', async () => {
    const one = await openWindow()
    const other = await openWindow()
    await rename(one, 'Alan Turing', ' ')

    const refusal = one.getByRole('alert').filter({ hasText: '400 – name: Is required' })
    await refusal.waitFor()
    await one.getByRole('button', { name: 'Cancel' }).click()
    await refusal.waitFor({ state: 'detached' })
    await one.getByRole('button', { name: 'Create' }).click()
    await refusal.waitFor()
    expect(await friend(one, 'Alan Turing').count()).toBe(1)
    expect(await verbs(other)).toEqual([])
  })

  test('a request that cannot be read shows its status, and the list stays', async () => {
    const one = await openWindow()
    const send = one.getByRole('button', { name: 'Send' })

    await one.getByLabel('Data').fill('{ "limit": "many" }')
    await send.click()
    await one.locator('#answer-status[data-state=bad]', { hasText: '400' }).waitFor()
    await one.getByLabel('Data').fill('{ limit')
    await send.click()
    await one.locator('#answer-status[data-state=bad]', { hasText: 'not sent' }).waitFor()

    expect(await one.locator('#friends li').count()).toBe(15)
  })

  test('a friend of this one is followed to his own friends', async () => {
    const one = await openWindow()
    await friend(one, 'Alan Turing').click()

    await one.getByText('5 of 5').waitFor()
    await one.getByRole('heading', { name: 'Friends of Alan Turing' }).waitFor()
  })

  test('a page whose script comes after the connection shows the friends, too', async () => {
    const page = await openWindow(async (page) => {
      await page.route('**/friends.js', async (route) => {
        await page.waitForFunction('window.io?.socket?.isConnected()')
        await route.continue()
      })
    })

    expect(await friend(page, 'Alan Turing').count()).toBe(1)
  })

  test('a name is text, whatever it looks like', async () => {
    const one = await openWindow()
    const other = await openWindow()
    const name = '<img src=x onerror=alert(1)>'
    await rename(one, 'Alan Turing', name)

    await friend(other, name).waitFor()

    expect(await other.locator('img').count()).toBe(0)
  })

  test.each([390, 1000])('the page fits a window of %i pixels', async (width) => {
    const one = await openWindow()
    await one.setViewportSize({ width, height: 800 })

    const overflow = await one.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
  })
})
