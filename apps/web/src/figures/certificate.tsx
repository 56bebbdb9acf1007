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

/** 证书 of a figure as it stands there: with its window, at its cut. Undefined for whoever may not take it. */
function useCertificate({ of, code, times }: OfFigure): string | undefined {
  const { may } = useSession()
  const own = useTimes().times
  const isProgramme = typeof of === 'object' && 'programme' in of
  if (!may(isProgramme ? 'takeProgrammeCertificate' : 'takeCertificate')) return undefined
  const given = Object.entries(times ?? own).filter((it): it is [string, string] => it[1] !== undefined)
  return `${addressOf(of, code)}?${new URLSearchParams(given)}`
}

/** Beside a number, in a table: a small mark. */
export function CertificateMark(its: OfFigure) {
  const href = useCertificate(its)
  const { nameOf } = useCatalogue()
  return href && <Mark href={href} of={nameOf(its.code)} />
}

function Mark({ href, of }: { readonly href: string; readonly of: string }) {
  const text = t('certificate.take', { figure: of })
  return <MarkOf href={href} text={text} icon={<SafetyCertificateOutlined />} />
}

const MarkOf = ({ href, text, icon }: { readonly href: string; readonly text: string; readonly icon: ReactNode }) => (
  <a className="certificate no-print" href={href} download title={text} aria-label={text}>
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
  const href = useCertificate(its)
  return href === undefined ? null : <Buttons href={href} masked={`${href}&masked=true`} />
}
