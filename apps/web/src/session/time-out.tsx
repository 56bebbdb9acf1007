import { Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../api/ask'
import { lastAttended } from '../api/attended'
import { t } from '../words/word'

/** So long before the end it is told, ms; of a short time a quarter. */
const WARNED_MS = 5 * 60_000
/** While somebody is at the page the service hears of it at least so often, ms, also where he only types. */
const HEARD_EVERY_MS = 60_000

/** 超时退出: told some minutes before, and kept from it by any key or touch. */
export function TimeOut({ idleSeconds, over }: { idleSeconds: number; over: () => void }) {
  const [left, setLeft] = useState<number>()
  const heard = useRef(Date.now())
  const ended = useRef(over)
  ended.current = over
  useEffect(() => {
    const idle = idleSeconds * 1_000
    const warned = Math.min(WARNED_MS, idle / 4)
    const look = () => {
      const at = lastAttended()
      const rest = at + idle - Date.now()
      setLeft(rest > warned ? undefined : Math.max(0, rest))
      if (rest <= 0) ended.current()
      else if (at > heard.current && Date.now() - heard.current > HEARD_EVERY_MS) {
        heard.current = Date.now()
        // Where it is over already, the next answer says so.
        ask('GET /api/session').catch(() => undefined)
      }
    }
    const timer = setInterval(look, 1_000)
    return () => clearInterval(timer)
  }, [idleSeconds])
  const seconds = Math.ceil((left ?? 0) / 1_000)
  return (
    <Modal
      open={left !== undefined}
      title={t('timeOut.title')}
      okText={t('timeOut.stay')}
      cancelText={t('logOut')}
      closable={false}
      onOk={() => setLeft(undefined)}
      onCancel={over}
    >
      <p role="alert">{t('timeOut.why', { minutes: Math.round(idleSeconds / 60) })}</p>
      <p className="number">{t('timeOut.left', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}</p>
    </Modal>
  )
}
