import type { HttpMiddleware } from './http-middleware.ts'

/** Seconds in a year. */
const MAX_AGE_S = 31_536_000

/** A sail, 16 by 16 pixels: a PNG in an ICO file. */
const ICON: Buffer = Buffer.from(
  'AAABAAEAEBACAAEAAQCLAAAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAQAAAAEAEDAAAAJT1tIgAAAAZQTFRFAAAA' +
    'EV6MeLXPWQAAAAJ0Uk5TAP9bkSK1AAAAMklEQVR42mNgYGBgbGBgPMDA+ICB8QMD4w8Gxj8MjP/AiAGE6v8x2P9h' +
    'kP/BwP8BqBYACZoL2Xhm8gUAAAAASUVORK5CYII=',
  'base64',
)

/** The built-in `favicon`: an icon for apps whose public folder has none, so that browsers stop asking. */
export const favicon: HttpMiddleware = (req, res, next) => {
  if (req.path !== '/favicon.ico' || (req.method !== 'GET' && req.method !== 'HEAD')) {
    next()
    return
  }
  res.writeHead(200, {
    'content-type': 'image/x-icon',
    'content-length': ICON.length,
    'cache-control': `public, max-age=${MAX_AGE_S}`,
  })
  res.end(req.method === 'HEAD' ? undefined : ICON)
}
