import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'

// #region tls
export const withTls = (folder) => ({
  port: 443,
  ssl: {
    key: readFileSync(`${folder}/key.pem`),
    cert: readFileSync(`${folder}/cert.pem`),
  },
})
// #endregion tls

// #region webhook
export const webhook = (key) => ({
  'POST /payments/hook': async (req, res) => {
    const signature = createHmac('sha256', key)
      .update(await req.raw())
      .digest('hex')
    const given = req.get('x-signature') ?? ''
    const isGenuine =
      given.length === signature.length &&
      timingSafeEqual(Buffer.from(given), Buffer.from(signature))
    if (!isGenuine) return res.forbidden()
    return res.json({ received: req.body.id })
  },
})
// #endregion webhook

// #region proxy
export const behindProxy = {
  http: { trustProxy: 1 }, // one proxy, which writes X-Forwarded-For and X-Forwarded-Proto
}
// #endregion proxy

// #region headers
export const withHeaders = {
  security: {
    headers: {
      'Content-Security-Policy': "default-src 'self'",
      'Strict-Transport-Security': 'max-age=31536000',
      'X-Frame-Options': false, // shown in frames of partners
    },
  },
}
// #endregion headers
