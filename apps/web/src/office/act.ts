import { App } from 'antd'
import { useRefresh } from '../api/answers'
import { Refused } from '../api/ask'
import { useProblemText } from '../kit/states'

/** One click that changes something; a refusal is said and nothing else happens. */
export function useAct() {
  const { message } = App.useApp()
  const words = useProblemText()
  const refresh = useRefresh()
  return async <T>(doing: () => Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await doing()
      await refresh()
      return answer
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      void message.error(words(error.problem))
      return undefined
    }
  }
}
