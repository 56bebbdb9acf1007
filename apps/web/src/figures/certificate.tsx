import { EyeInvisibleOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { useCatalogue, useTimes } from './figure'

/** Whose figure. */
export type Certified = { readonly platform: string } | { readonly programme: string } | 'all'

const addressOf = (of: Certified, code: string) => {
  if (of === 'all') return `./api/figures/total/${code}/certificate`
  if ('platform' in of) return `./api/platforms/${of.platform}/figures/${code}/certificate`
  return `./api/programmes/${of.programme}/figures/${code}/certificate`
}

interface OfFigure {
  readonly of: Certified
  readonly code: string
  /** Where window and cut are not those of the address. */
  readonly times?: Readonly<Record<string, string | undefined>>
}

/** 证书 of figures as they stand there: with their window, at their cut. Undefined for whoever may not take one. */
function useCertificates(times?: OfFigure['times']) {
  const { may } = useSession()
  const own = useTimes().times
  const given = Object.entries(times ?? own).filter((it): it is [string, string] => it[1] !== undefined)
  const query = new URLSearchParams(given).toString()
  return (of: Certified, code: string): string | undefined => {
    const isProgramme = typeof of === 'object' && 'programme' in of
    return may(isProgramme ? 'takeProgrammeCertificate' : 'takeCertificate')
      ? `${addressOf(of, code)}?${query}`
      : undefined
  }
}

/** Makes the small mark beside a number in a table. Who asks, window and names are read once for all. */
export function useCertificateMarks(times?: OfFigure['times']) {
  const hrefOf = useCertificates(times)
  const { nameOf } = useCatalogue()
  const texts = new Map<string, string>()
  const textOf = (code: string) => {
    const text = texts.get(code) ?? t('certificate.take', { figure: nameOf(code) })
    texts.set(code, text)
    return text
  }
  return (of: Certified, code: string) => {
    const href = hrefOf(of, code)
    return href && MarkOf({ href, text: textOf(code) })
  }
}

function Mark({ href, of }: { readonly href: string; readonly of: string }) {
  return <MarkOf href={href} text={t('certificate.take', { figure: of })} />
}

/** Its picture is a style's: in a table of all platforms there are more than a thousand. */
const MarkOf = ({ href, text, icon }: { readonly href: string; readonly text: string; readonly icon?: ReactNode }) => (
  <a className={`certificate no-print${icon ? '' : ' sealed'}`} href={href} download title={text} aria-label={text}>
    {icon}
  </a>
)

/** Of a letter's statement, the same, and one for outsiders: it has no page of its own where that could stand. */
export function StatementMark({ of, no, query }: { of: Exclude<Certified, 'all'>; no: string; query: string }) {
  const { may } = useSession()
  const isProgramme = 'programme' in of
  const owner = isProgramme ? `programmes/${of.programme}` : `platforms/${of.platform}`
  if (!may(isProgramme ? 'takeProgrammeCertificate' : 'takeCertificate')) return null
  const href = `./api/${owner}/published-figures/${encodeURIComponent(no)}/certificate?${query}`
  const masked = t('certificate.takeMasked', { figure: no })
  return (
    <>
      <Mark href={href} of={no} /> <MarkOf href={`${href}&masked=true`} text={masked} icon={<EyeInvisibleOutlined />} />
    </>
  )
}

/** Of a close or a seal, beside its other papers; a seal has none for outsiders. */
export function ActCertificate({ href, action, masked }: { href: string; action: string; masked?: string }) {
  const { may } = useSession()
  if (!may(action)) return null
  return <Buttons href={href} masked={masked} />
}

function Buttons({ href, masked }: { readonly href: string; readonly masked?: string }) {
  return (
    <>
      <Button icon={<SafetyCertificateOutlined />} href={href} download>
        {t('certificate')}
      </Button>
      {masked !== undefined && (
        <Button href={masked} download title={t('certificate.maskedNote')}>
          {t('certificate.masked')}
        </Button>
      )}
      <Verifier />
    </>
  )
}

const Verifier = () => (
  <a href="./verifier/verify-certificate.html" download title={t('certificate.verifierNote')}>
    {t('certificate.verifier')}
  </a>
)

/** At the head of a figure's rows: the certificate, and what it is checked with. */
export function CertificateButtons(its: OfFigure) {
  const href = useCertificates(its.times)(its.of, its.code)
  return href === undefined ? null : <Buttons href={href} masked={`${href}&masked=true`} />
}
