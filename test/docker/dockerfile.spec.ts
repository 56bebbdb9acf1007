import { DOCKERFILE_RULES } from './dockerfile-rules.spec-support'
import { brokenCopy, DOCKERFILE, exists, textOf } from './files.spec-support'

describe('the image', () => {
  describe.each(DOCKERFILE_RULES)('$name', ({ rule, breaks }) => {
    it('holds', () => {
      expect(rule(textOf(DOCKERFILE))).toEqual([])
    })
    it.each(breaks)('is missed in a copy with “$to”', (broken) => {
      expect(rule(brokenCopy(broken))).not.toEqual([])
    })
  })

  it('is told in its comments which programs it can run, and they are there', () => {
    const programs = [...textOf(DOCKERFILE).matchAll(/dist\/apps\/(\w+)\/src\/main\.js/g)].map(([, name]) => name)
    expect(new Set(programs)).toEqual(new Set(['standalone', 'recorder', 'reporter', 'cli']))
    expect(programs.filter((name) => !exists(`apps/${name}/src/main.ts`))).toEqual([])
  })

  it('opens the port that its programs read from the environment', () => {
    const text = textOf(DOCKERFILE)
    expect(/^EXPOSE (\d+)$/m.exec(text)?.[1]).toBe(/^ENV .*\bPORT=(\d+)/m.exec(text)?.[1])
  })
})
