import type { AddressInfo } from 'node:net'

import { Sails, type SailsApp } from 'halyard'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { isChromiumMissing, launchChromium } from '../../../scripts/chromium.mjs'
import { createChat } from '../chat.js'

describe.skipIf(isChromiumMissing)('the chat page', () => {
  let app: SailsApp
  let browser: Browser
  let url: string

  beforeAll(async () => {
    app = new Sails()
    await app.lift({ ...createChat(app), port: 0 })
    const address = app.httpServer?.address()
    url = `http://127.0.0.1:${(address as AddressInfo).port}`
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser.close()
    await app.lower()
  })

  /** A window of its own browser profile, with the page joined to a room. */
  async function openWindow(client: 'halyard' | 'stock', name: string): Promise<Page> {
    const page = await browser.newPage()
    await page.goto(`${url}/?client=${client}`)
    await page.getByText('connected', { exact: true }).waitFor()
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Name').blur()
    await page.locator('#here', { hasText: name }).waitFor()
    return page
  }

  test('a message typed in one window appears in the other, the stock client in one of them', async () => {
    const ada = await openWindow('halyard', 'Ada')
    const grace = await openWindow('stock', 'Grace')
    await ada.locator('#here', { hasText: 'Ada, Grace' }).waitFor()

    await ada.getByPlaceholder('Say something').fill('ahoy')
    await ada.getByRole('button', { name: 'Send' }).click()
    await grace.getByText('Ada ahoy').waitFor()
    await grace.getByPlaceholder('Say something').fill('aye')
    await grace.getByRole('button', { name: 'Send' }).click()
    await ada.getByText('Grace aye').waitFor()

    expect(await ada.locator('#messages li').allInnerTexts()).toEqual(['me ahoy', 'Grace aye'])
    expect(await grace.locator('#messages li').allInnerTexts()).toEqual(['Ada ahoy', 'me aye'])
    await Promise.all([ada.close(), grace.close()])
  })

  test.each(['halyard', 'stock'] as const)(
    'the %s client shows status, headers and body of the documented request',
    async (client) => {
      const page = await openWindow(client, 'Radia')

      await page.getByRole('button', { name: 'io.socket.request()' }).click()
      await page.locator('#answer-status', { hasText: '200' }).waitFor()

      const body: unknown = JSON.parse(await page.locator('#answer-body').innerText())
      expect(body).toHaveLength(15)
      expect(await page.locator('#answer-headers').innerText()).toBe('{}')
      await page.close()
    },
  )

  test('a wrong request shows its status and the error', async () => {
    const page = await openWindow('halyard', 'Ken')

    await page.getByLabel('Data').fill('{ "limit": "many" }')
    await page.getByRole('button', { name: 'io.socket.request()' }).click()
    await page.locator('#answer-status.bad', { hasText: '400' }).waitFor()
    expect(await page.locator('#answer-body').innerText()).toContain('limit is a number from 1')

    await page.getByLabel('Data').fill('{ limit')
    await page.getByRole('button', { name: 'io.socket.request()' }).click()
    await page.locator('#answer-status.bad', { hasText: 'not sent' }).waitFor()
    await page.close()
  })

  test.each(['halyard', 'stock'] as const)(
    'with the %s client, a page whose script comes after the connection joins, too',
    async (client) => {
      const page = await browser.newPage()
      await page.route('**/chat.js', async (route) => {
        await page.waitForFunction('window.io?.socket?.isConnected?.()')
        await route.continue()
      })

      await page.goto(`${url}/?client=${client}`)

      await page.locator('#here', { hasText: 'sailor' }).waitFor()
      await page.close()
    },
  )

  test('whoever leaves is no longer here', async () => {
    const stays = await openWindow('halyard', 'Joan')
    const leaves = await openWindow('stock', 'Tim')
    await stays.locator('#here', { hasText: 'Joan, Tim' }).waitFor()

    await leaves.close()

    await stays.locator('#here', { hasText: /^Joan$/ }).waitFor()
    await stays.close()
  })

  test('the page fits a phone', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    await page.goto(url)

    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await page.close()
  })
})
