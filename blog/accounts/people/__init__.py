"""People of the newsroom: enrolment, invitations, roles, suspension, the audit trail."""
