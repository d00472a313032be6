import type { Dict } from '../records/values';

/** A script that gives back what it is given. */
const ECHO = `inputs:
  text/name:
    required@bool: yes
  text/times:
    type: number
  array/tags:
start:
  return:
    data:
      greeting: Hello {{inputs.name}}
      times@int: {{inputs.times}}
      tags@key: inputs:tags
`;

/** An automation that data queries invoke, one of the editor, one that watches records. */
export function automations(at: (offset: number) => number): Dict[] {
	const automation = (
		id: number,
		name: string,
		trigger: string,
		description: string,
		script = 'start:\n  return:\n',
	): Dict => ({
		id,
		name,
		description,
		extension_id: `cerb.trigger.${trigger}`,
		extension_params: [],
		created_at: at(-9000),
		updated_at: at(-9000),
		policy_kata: '',
		script,
	});
	return [
		automation(1, 'ai.cerb.automationBuilder.help', 'interaction.internal', 'Help'),
		automation(2, 'n8n.echo', 'data.query', 'Gives back what it is given', ECHO),
		automation(80, 'changes.report', 'record.changed', 'Reports changes'),
	];
}
