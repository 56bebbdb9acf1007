import { Form, type FormInstance } from 'antd'
import { useContext, useEffect, useState } from 'react'
import { useAnswer } from '../api/answers'
import { useSession } from '../session/session'
import type { Known, Sounds } from './known-of-platform'
import { PapersOf } from './sending-file'

/** The clients and usual amounts of the platform whose form this is: chosen in the form, or whose papers it takes. */
export function useKnown(form?: FormInstance): Known | undefined {
  const chosen = Form.useWatch<string | undefined>('platform', { form, preserve: true })
  const around = useContext(PapersOf)
  const { may } = useSession()
  const id = chosen ?? around
  return useAnswer('GET /api/platforms/{id}/known', { id }, { enabled: id !== undefined && may('listEngagements') })
    .data
}

/** How Chinese sounds, brought when somebody types letters: no part of what everybody loads first. */
export function useSounds(typed: string): Sounds | undefined {
  const [sounds, setSounds] = useState<{ readonly of: Sounds }>()
  const needed = sounds === undefined && /[a-z]/i.test(typed)
  useEffect(() => {
    if (!needed) return
    let here = true
    import('pinyin-pro').then(
      ({ match }) => here && setSounds({ of: (name, text) => match(name, text, { continuous: true }) !== null }),
      // Without it, code and name still find.
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [needed])
  return sounds?.of
}
