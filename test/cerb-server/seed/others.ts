import type { Dict } from '../records/values';
import { activities } from './activities';
import { automations } from './automations';
import { behaviors } from './behaviors';
import type { Seeding } from './context';

const APP = 'cerberusweb.contexts.app';
const TICKET = 'cerberusweb.contexts.ticket';

/** At least one record of every other type this server can list. */
function rows(at: (offset: number) => number): Record<string, Dict[]> {
	const event = (id: number, name: string, description: string): Dict => ({
		id,
		name,
		description,
		extension_id: `cerb.trigger.${name}`,
		updated_at: at(-8),
	});
	const currency = (id: number, code: string, symbol: string, name: string): Dict => ({
		id,
		code,
		symbol,
		name,
		name_plural: name === '' ? '' : `${name}s`,
		decimal_at: code === '' ? 0 : 2,
		is_default: id === 1 ? 1 : 0,
		updated_at: at(-8),
	});
	return {
		activity_log: activities(at),
		automation: automations(at),
		automation_event: [
			event(1, 'mail.filter', 'Change or refuse inbound mail'),
			event(2, 'mail.route', 'Choose the group of inbound mail'),
			event(3, 'record.changed', 'React to changes of records'),
		],
		bot: [
			{
				name: 'n8n',
				mention_name: '',
				is_disabled: false,
				created_at: at(578),
				updated_at: at(578),
				owner__context: APP,
				owner_id: 0,
				config: [],
			},
		],
		behavior: behaviors(at),
		call: [
			{
				phone: '+1 555',
				subject: 'Call me',
				created: 0,
				updated: 0,
				is_closed: 0,
				is_outgoing: 1,
			},
			{
				phone: '+1 556',
				subject: 'Call 2',
				created: 0,
				updated: 0,
				is_closed: 0,
				is_outgoing: 0,
			},
		],
		currency: [
			currency(1, 'USD', '$', 'US Dollar'),
			currency(2, 'EUR', '€', 'Euro'),
			currency(3, 'GBP', '£', 'British Pound'),
			currency(6, '', '', ''),
		],
		custom_record: [
			{ name: 'Widget', name_plural: 'Widgets', uri: 'widget', updated_at: at(2006) },
		],
		draft: [
			{
				name: 'Later',
				params: {
					to: 'a.costa@fiaflux.example',
					subject: 'Later',
					content: 'later',
					group_id: 1,
					bucket_id: 0,
					owner_id: 0,
					worker_id: 1,
					send_at: '+1 day',
				},
				to: 'a.costa@fiaflux.example',
				token: 's4FeeJ66-T',
				type: 'mail.compose',
				updated: at(2308),
				ticket_id: 0,
				worker_id: 1,
			},
		],
		kb_article: [
			{
				title: 'How to reset a password',
				content: '<p>Open the sign-in page and choose the link below the form.</p>',
				format: 2,
				updated: at(3),
				views: 0,
			},
		],
		metric: [
			{
				name: 'cerb.automation.invocations',
				description: 'Automations run',
				dimensions_kata: 'text/exit_state:',
				type: 'counter',
				created_at: at(-8),
				updated_at: at(-8),
			},
		],
		notification: [
			{
				activity_point: 'custom.other',
				created: at(0),
				event_json: '{"message":"Have a look around."}',
				is_read: 1,
				message: 'Have a look around.',
				message_html: 'Have a look around.',
				target__context: 'cerberusweb.contexts.workspace.page',
				target_id: 1,
				assignee_id: 1,
			},
		],
		oauth_app: [
			{
				name: 'n8n',
				client_id: 'n8n-client',
				callback_url: 'http://localhost:5678/rest/oauth2-credential/callback',
				url: 'http://localhost:5678',
				scopes: '"api":\n  label: Make any API request on your behalf\n  endpoints:\n  - "*"',
				updated_at: at(71),
			},
		],
		opportunity: [
			{
				title: 'Fleet of headsets',
				amount: 0,
				amount_currency_id: 0,
				closed_at: 0,
				created: at(2742),
				status_id: 0,
				updated: at(2742),
			},
		],
		project_board: [{ name: 'Checklist', columns: [1, 2, 3], cards_kata: '', updated_at: at(3) }],
		reminder: [
			{
				name: 'Remind',
				is_closed: 0,
				remind_at: 1800000000,
				updated_at: at(3125),
				worker_id: 1,
			},
		],
		resource: [
			{
				name: 'map.offices',
				automation_kata: '',
				cache_until: 0,
				description: 'Where our offices are',
				extension_id: 'cerb.resource.map',
				is_dynamic: 0,
				updated_at: at(-9000),
			},
		],
		role: [
			{
				name: 'Everyone',
				member_query_worker: 'isDisabled:n',
				editor_query_worker: 'isAdmin:y isDisabled:n',
				privs_mode: 'all',
				reader_query_worker: 'isDisabled:n',
				updated_at: at(1),
			},
		],
		snippet: [
			{
				title: 'General: Thanks',
				content: 'Thank you, {{first_name}}!',
				context: TICKET,
				owner__context: APP,
				owner_id: 0,
				total_uses: 0,
				updated_at: at(3),
			},
		],
		time_entry: [
			{
				log_date: at(2742),
				mins: 5,
				secs: 300,
				is_closed: 0,
				activity_id: 0,
				worker_id: 1,
			},
		],
		webapi_credentials: [
			{
				name: 'test key',
				access_key: 'apikey12345',
				params: { allowed_paths: ['*'] },
				updated_at: 1,
				worker_id: 1,
			},
		],
		widget: [{ name: 'My widget', created_at: at(2006), updated_at: at(2006) }],
	};
}

/** One or a few records of the types that have no seed of their own. */
export function seedOthers({ state, at }: Seeding): void {
	for (const [alias, list] of Object.entries(rows(at))) {
		for (const row of list) state.create(alias, row);
	}
}
