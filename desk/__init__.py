"""Pages across rooms. No models: everything here is read from below, and changed by actions that live below."""
