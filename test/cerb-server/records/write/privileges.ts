import type { CerbState } from '../../state';
import type { Reader } from '../type';

/**
 * Whether the worker has a privilege such as `contexts.cerberusweb.contexts.org.create`: always as
 * an administrator, never when disabled, else by a role that allows everything or names it. (A
 * disabled worker's token still works: creating is refused, reading is not; measured on 10.4.10.)
 */
export function hasPrivilege(state: CerbState, actor: Reader, privilege: string): boolean {
	if (actor.isAdmin) return true;
	if (state.getWorker(actor.workerId)?.isDisabled !== false) return false;
	return [...state.table('role').scan()].some(
		({ privs_mode, privs }) =>
			privs_mode === 'all' || (Array.isArray(privs) && privs.includes(privilege)),
	);
}
