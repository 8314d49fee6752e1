import { expect, test } from 'vitest'

import { isFingerprinted } from './is-fingerprinted.ts'

test.each([
  '/assets/index-BsYvX3kP.js',
  '/assets/index-DiwrgTda.css',
  '/assets/logo-B-sd9_kS.svg',
  '/js/main.3f2a1b4c9d0e5f67.js',
  '/min/production.d41d8cd98f00b204e9800998ecf8427e.min.js'.replace('.min.js', '.js'),
  '/assets/index-BsYvX3kP.js.map',
])('%s holds a hash', (file) => {
  expect(isFingerprinted(file)).toBe(true)
})

test.each([
  '/js/app.js',
  '/docs/my-document.pdf',
  '/docs/report-20241231.pdf',
  '/index.html',
  '/BsYvX3kP.js',
  '/js/jquery-3.7.1.js',
])('%s holds none', (file) => {
  expect(isFingerprinted(file)).toBe(false)
})
