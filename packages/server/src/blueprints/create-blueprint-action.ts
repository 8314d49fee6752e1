import type { HookHost } from '../hook/hook-host.ts'
import type { Handler } from '../request/handler.ts'
import type { Request } from '../request/request.ts'
import { answerFailure } from './answer-failure.ts'
import type { BlueprintContext, RunBlueprint } from './blueprint-call.ts'
import type { BlueprintActionName, BlueprintOptions } from './blueprint-options.ts'
import { UnknownBlueprintModelError } from './errors.ts'
import { parseBlueprintOptions } from './parse-blueprint-options.ts'

/**
 * Makes the action of a model: reads what the client asks, runs it and answers.
 * @param identity Of the model; `options.using` may name another one.
 */
export function createBlueprintAction(
  host: HookHost,
  context: () => BlueprintContext,
  identity: string,
  name: BlueprintActionName,
  run: RunBlueprint,
): Handler {
  return async (req, res) => {
    Object.assign(req.options, { model: identity, blueprintAction: name })
    try {
      const options = await readOptions(host, context(), req)
      const model = context().models[options.using]
      if (model === undefined) throw new UnknownBlueprintModelError(options.using)
      const answer = await run({ req, model, options, context: context() })
      if (answer === undefined) res.notFound()
      else res.ok(answer)
    } catch (error) {
      answerFailure(error, res)
    }
  }
}

/** By the function of the route, else that of the configuration, else ours. */
async function readOptions(
  host: HookHost,
  { config }: BlueprintContext,
  req: Request,
): Promise<BlueprintOptions> {
  const ofRoute = req.options['parseBlueprintOptions']
  const parse = typeof ofRoute === 'function' ? ofRoute : config.parseBlueprintOptions
  if (parse) return (await Reflect.apply(parse, undefined, [req])) as BlueprintOptions
  return parseDefaultOptions(host, config, req)
}

/** The default of `config.blueprints.parseBlueprintOptions`, also `sails.hooks.blueprints.parseBlueprintOptions`. */
export function parseDefaultOptions(
  host: HookHost,
  config: BlueprintContext['config'],
  req: Request,
): BlueprintOptions {
  const { model: identity, blueprintAction } = req.options
  const model = host.models[String(identity)]
  if (model === undefined) throw new UnknownBlueprintModelError(String(identity))
  const source = { models: host.models, config, log: host.log }
  return parseBlueprintOptions(req, model, blueprintAction as BlueprintActionName, source)
}
