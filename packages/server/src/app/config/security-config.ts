/** `sails.config.security`. */
export interface SecurityConfig {
  cors?: CorsConfig
  /** Whether every request that changes something needs a token. @default false */
  csrf?: boolean | CsrfConfig
  /**
   * Headers of every answer over HTTP, over the defaults: nosniff, `X-Frame-Options: SAMEORIGIN` and a Referrer-Policy.
   * `false` leaves one out, or all.
   */
  headers?: boolean | Record<string, string | false>
}

/** `sails.config.security.csrf`. */
export interface CsrfConfig {
  /** `origin`: sockets need no token, because their page's origin was checked. @default 'token' */
  sockets?: 'token' | 'origin'
}

/** `sails.config.security.cors`. @see Sails reference: sails.config.security.cors */
export interface CorsConfig {
  /** Whether routes without a setting of their own follow these. @default false */
  allRoutes?: boolean
  /** @default '*' */
  allowOrigins?: '*' | readonly string[]
  /** @default false */
  allowCredentials?: boolean
  /** @default 'GET,HEAD,PUT,PATCH,POST,DELETE' */
  allowRequestMethods?: string | readonly string[]
  /** @default 'content-type' */
  allowRequestHeaders?: string | readonly string[]
  /** @default '' */
  allowResponseHeaders?: string | readonly string[]
  /** @default false */
  allowAnyOriginWithCredentialsUnsafe?: boolean
  /** Answers requests of other origins with 403 before the action runs. @default false */
  rejectUnlisted?: boolean
}
