"""What the worker deletes for its age, which is fixed or chosen by the operator."""
