"""Pictures of counts as SVG: printable, and told apart by shape and shade as well as by colour."""
