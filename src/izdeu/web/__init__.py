"""Pages and forms by role: public, enquirer, desk; complete without JavaScript."""
