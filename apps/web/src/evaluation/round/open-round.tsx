import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type Bodies, send } from '../../api/ask'
import { dayRule } from '../../forms/form-fields'
import { DayInput } from '../../kit/day-input'
import { fieldFaults } from '../../kit/field-faults'
import { useLoaded } from '../../kit/loaded'
import { today } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { Title } from '../../kit/title'
import { useTwoLanguages } from '../../kit/two-languages'
import { usePlatforms } from '../../session/platforms'

type Fields = Bodies['POST /api/rounds']
const DEADLINES = ['selfAssessment', 'verification', 'reply', 'appeal'] as const

/** 开启一轮评价: for whom, under which version of which scheme, by when. */
export function OpenRound() {
  const { t, i18n } = useTranslation()
  const said = useTwoLanguages()
  const go = useNavigate()
  const { all } = usePlatforms()
  const { data, waiting } = useLoaded('GET /api/schemes')
  const { busy, problem, submit } = useSubmission()
  const [form] = Form.useForm<Fields>()
  useEffect(() => {
    if (!problem) return
    form.setFields(
      fieldFaults(problem, i18n.language).map(({ path, text }) => ({ name: path as ['title'], errors: [text] })),
    )
  }, [form, problem, i18n.language])
  if (!data) return waiting(8)
  const open = async (fields: Fields) => {
    const version = data.schemes.find((it) => it.id === fields.scheme)?.newest ?? 1
    const { year, repeats, ...rest } = fields
    const body = { ...rest, version, ...(year ? { year } : {}), ...(repeats ? { repeats } : {}) }
    const done = await submit(body, (key) => send('POST /api/rounds', {}, body, { key }))
    if (done) void go(`/rounds/${done.id}`)
  }
  const needed = [{ required: true, message: t('needed') }]
  return (
    <>
      <Title text={t('round.open')} note={t('round.openNote')} />
      <section className="sheet narrow">
        <Form<Fields> form={form} layout="vertical" onFinish={open}>
          <Form.Item name="roundNo" label={t('round.no')} rules={needed}>
            <Input autoComplete="off" placeholder={`PJ-${today().slice(0, 4)}`} />
          </Form.Item>
          <Form.Item name="title" label={t('round.title')} rules={needed}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="scheme" label={t('scheme.scheme')} rules={needed}>
            <Select
              options={data.schemes.map((it) => ({
                value: it.id,
                label: `${said(it.titles)} · ${t('scheme.version', { version: it.newest })}`,
              }))}
            />
          </Form.Item>
          <Form.Item name="year" label={t('round.year')} extra={t('round.yearNote')}>
            <InputNumber min={1990} max={2199} precision={0} />
          </Form.Item>
          <Form.Item name="platforms" label={t('round.platforms')} rules={needed}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              options={all.map((it) => ({ value: it.id, label: it.name ?? it.id }))}
            />
          </Form.Item>
          <Button className="select-all" onClick={() => form.setFieldsValue({ platforms: all.map((it) => it.id) })}>
            {t('round.allPlatforms', { count: all.length })}
          </Button>
          {problem?.code === 'platform-evaluated-already' && (
            <Form.Item name="repeats" label={t('round.repeats')} rules={needed}>
              <Input autoComplete="off" maxLength={1000} />
            </Form.Item>
          )}
          <div className="in-line">
            {DEADLINES.map((it) => (
              <Form.Item key={it} name={['deadlines', it]} label={t(`deadline.${it}`)} rules={[...needed, dayRule(t)]}>
                <DayInput />
              </Form.Item>
            ))}
          </div>
          <ProblemAlert problem={problem} />
          <Button type="primary" htmlType="submit" loading={busy} block>
            {t('round.open')}
          </Button>
        </Form>
      </section>
    </>
  )
}
