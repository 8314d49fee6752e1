import type { AnyNode } from 'acorn'

import type { AppSources } from '../app-sources.ts'
import type { Finding } from '../finding.ts'
import { lineOf, pathOf, walk } from '../syntax.ts'
import { CODE_FOLDERS, type Check } from './check.ts'

/** A member that works otherwise, or not at all. */
interface Member {
  /** Matches the whole dotted path of the expression. */
  readonly path: RegExp
  readonly weight: Finding['weight']
  readonly text: string
  readonly see?: string
}

const MEMBERS: readonly Member[] = [
  {
    path: /^sails\.getBaseUrl$/,
    weight: 'stops',
    text: 'sails.getBaseUrl() went with Sails 1.5. Use sails.config.custom.baseUrl.',
  },
  {
    path: /^res\.guessView$/,
    weight: 'stops',
    text: 'res.guessView() is not there. Use res.view().',
    see: 'D-VIEW-GUESS',
  },
  {
    path: /^req\.validate$/,
    weight: 'stops',
    text: 'req.validate() went with Sails 1.0. Use an action with inputs.',
    see: 'E_REQ_VALIDATE_UNSUPPORTED',
  },
  {
    path: /^(?:req\.(?:route|app|res)|res\.app)$/,
    weight: 'stops',
    text: 'Parts of Express are not there. Use req.options, req._sails, and the res that the action has.',
    see: 'D-EXPRESS-INTERNALS',
  },
  {
    path: /^sails\.hooks\.http\.app\.(?!use$)\w+$/,
    weight: 'stops',
    text: 'sails.hooks.http.app is no Express application: only use() is there.',
    see: 'D-HTTP-APP',
  },
  {
    path: /^sails\.sockets\.(?:publishToFirehose|subscribeToFirehose|unsubscribeFromFirehose|drainFirehose)$/,
    weight: 'stops',
    text: 'The firehose is left over from Sails 0.11 and not there.',
    see: 'D-FIREHOSE',
  },
  {
    path: /^sails\.sockets\.(?:emit|id|socketRooms|rooms|subscribers|idToSocket)$/,
    weight: 'stops',
    text: 'It went with Sails 1.0. Use sails.sockets.broadcast(), getId() and rooms of your own.',
  },
  {
    path: /^sails\.io\.sockets\.(?:adapter\.rooms|connected)$/,
    weight: 'differs',
    text: 'sails.io is Socket.IO 4 here, where rooms and sockets are Maps and Sets.',
    see: 'D-SOCKET-IO-4',
  },
  {
    path: /^[A-Z]\w*\.(?:publishCreate|publishUpdate|publishDestroy|publishAdd|publishRemove|watch|unwatch|subscribers|message)$/,
    weight: 'stops',
    text: 'It went with Sails 1.0. Use Model.publish(), subscribe() and unsubscribe().',
  },
]

/** Default responses of Sails 0.12. */
const OLD_RESPONSES = ['negotiate', 'created']

/** Members of the app, of requests, answers and models that code uses and that are not, or not so, there. */
export const checkMembers: Check = (app) => {
  const responses = new Set(app.sources('api/responses').map(({ name }) => name))
  const members = [
    ...MEMBERS,
    ...OLD_RESPONSES.filter((name) => !responses.has(name)).map(toOldResponse),
  ]
  return CODE_FOLDERS.flatMap((folder) => app.sources(folder)).flatMap(({ file, program }) =>
    [...walk(program)].flatMap((node) => {
      const found = findMember(node, members, app)
      return found === undefined
        ? []
        : [
            {
              weight: found.weight,
              file,
              line: lineOf(node),
              text: found.text,
              ...(found.see === undefined ? {} : { see: found.see }),
            },
          ]
    }),
  )
}

function findMember(
  node: AnyNode,
  members: readonly Member[],
  app: AppSources,
): Member | undefined {
  if (node.type !== 'MemberExpression') return undefined
  const path = pathOf(node)?.replace(/^this\./, '')
  const found = path === undefined ? undefined : members.find((member) => member.path.test(path))
  // A capital letter alone makes no model.
  const isOfClass = found !== undefined && path !== undefined && /^[A-Z]/.test(path)
  return isOfClass && !isModel(path.split('.')[0] ?? '', app) ? undefined : found
}

function isModel(name: string, app: AppSources): boolean {
  return ['.js', '.ts'].some((extension) => app.exists(`api/models/${name}${extension}`))
}

function toOldResponse(name: string): Member {
  return {
    path: new RegExp(`^res\\.${name}$`),
    weight: 'stops',
    text: `res.${name}() went with Sails 1.0. Write api/responses/${name}.js, or use another response.`,
  }
}
