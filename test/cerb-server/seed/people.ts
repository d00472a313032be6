import type { Dict } from '../records/values';
import type { Seeding } from './context';

/** Name, organization, title, gender of the contacts; ids count from 1, addresses from 11. */
const CONTACTS: Array<[string, string, number, string, string]> = [
	['Elsa', 'Baston', 3, 'Practice Manager', 'F'],
	['Luc', 'Moreau', 3, 'Nurse', 'M'],
	['Olive', 'Dobbs', 4, 'Dispatcher', 'F'],
	['Reg', 'Carver', 4, 'Pilot', 'M'],
	['Anke', 'Maes', 5, 'Librarian', 'F'],
	['Joris', 'Claes', 5, 'Researcher', 'M'],
	['Nina', 'Roy', 7, 'Chemist', 'F'],
	['Paul', 'Gagnon', 7, 'Buyer', 'M'],
	['Thandi', 'Botha', 8, 'Producer', 'F'],
	['Kobus', 'Nel', 8, 'Tester', 'M'],
	['Femke', 'Visser', 9, 'Engineer', 'F'],
	['Bas', 'Smit', 9, 'Planner', 'M'],
	['Iryna', 'Shevchuk', 10, 'Clerk', 'F'],
	['Taras', 'Bondar', 10, 'Officer', 'M'],
	['Sam', 'Reed', 11, 'Owner', 'M'],
	['Pia', 'Lang', 12, 'Accountant', 'F'],
	['Alessio', 'Costa', 6, 'Software Developer', 'M'],
	['Giulia', 'Ferri', 6, 'Head of Support', 'F'],
];

const ORGS: Array<[string, Dict]> = [
	['Example', {}],
	[
		'Webgroup Media, LLC.',
		{
			street: '340 S Lemon Ave #2048',
			city: 'Walnut',
			province: 'California',
			postal: '91789',
			country: 'United States',
			phone: '+1-714-671-9090',
			website: 'https://cerb.ai',
		},
	],
	['Baston Medical', { country: 'France', website: 'http://baston.example' }],
	['Kestrel Airways', { country: 'Australia', website: 'http://kestrel.example' }],
	['Linden Institute', { country: 'Belgium', website: 'http://linden.example' }],
	['Fiaflux Software', { country: 'Italy', website: 'http://fiaflux.example' }],
	['Maple Pharma', { country: 'Canada', website: 'http://maple.example' }],
	['Baobab Games', { country: 'South Africa', website: 'http://baobab.example' }],
	['Duin Aerospace B.V.', { country: 'Netherlands', website: 'http://duin.example' }],
	['Sunflower Mills', { country: 'Ukraine', website: 'http://sunflower.example' }],
	['Quarry Lane Books', { country: 'Ireland', website: 'http://quarrylane.example' }],
	['Tallow & Sons', { country: 'Austria', website: 'http://tallow.example' }],
];

/** Workers 1 to 7; the password is the e-mail address' local part with `-secret` behind it. */
const WORKERS: Array<[string, string, string, Dict]> = [
	['Ada', 'Admin', 'ada', { is_superuser: 1, title: 'Administrator', at_mention_name: 'Ada' }],
	[
		'Kina',
		'Halpue',
		'kina',
		{
			gender: 'F',
			location: 'Los Angeles, CA USA',
			timezone: 'America/Los_Angeles',
			title: 'Customer Service Manager',
		},
	],
	['Milo', 'Dade', 'milo', { gender: 'M', location: 'Oslo, Norway', timezone: 'Europe/Oslo' }],
	['Janey', 'Youve', 'janey', { gender: 'F', location: 'Lima, Peru', timezone: 'America/Lima' }],
	[
		'Karl',
		'Kwota',
		'karl',
		{ gender: 'M', location: 'Berlin, Germany', timezone: 'Europe/Berlin' },
	],
	['Mara', 'Kusako', 'mara', { gender: 'F', location: 'Tokyo, Japan', timezone: 'Asia/Tokyo' }],
	[
		'Ned',
		'Flynn',
		'ned',
		{ gender: 'M', location: 'Center City, PA USA', timezone: 'America/New_York' },
	],
];

/** Organizations, contacts with their addresses, workers with theirs, and the team's own mail. */
export function seedPeople({ state, at }: Seeding): void {
	const mail = (id: number, email: string, more: Dict = {}): void => {
		state.create('address', { id, email, created_at: at(-1), updated: at(1), ...more });
	};
	for (const [name, more] of ORGS) {
		state.create('org', { name, created: at(-1), updated: at(1), ...more });
	}
	mail(1, 'support@cerb.example', { mail_transport_id: 1 });
	mail(9, 'team@cerb.example', { mail_transport_id: 1, num_nonspam: 131 });
	mail(10, 'billing@cerb.example', { mail_transport_id: 1 });
	for (const [index, [first, last, local, more]] of WORKERS.entries()) {
		const id = index + 1;
		const addressId = id === 1 ? 8 : id;
		mail(addressId, `${local}@cerb.example`, { worker_id: id });
		state.create('worker', {
			id,
			first_name: first,
			last_name: last,
			at_mention_name: `${first}${last}`,
			calendar_id: id === 1 ? 1 : 3,
			address_id: addressId,
			password: `${local}-secret`,
			updated: at(id === 1 ? 0 : 1),
			...more,
		});
	}
	for (const [index, [first, last, orgId, title, gender]] of CONTACTS.entries()) {
		const id = index + 1;
		const host = String(state.get('org', orgId)?.name).split(' ')[0].toLowerCase();
		const email = `${first.charAt(0)}.${last}@${host}.example`.toLowerCase();
		mail(10 + id, email, { contact_id: id, org_id: orgId });
		state.create('contact', {
			id,
			first_name: first,
			last_name: last,
			title,
			gender,
			email_id: 10 + id,
			org_id: orgId,
			created_at: at(-1),
			updated_at: at(1),
		});
	}
}
