"""Default data, loaded by `load_defaults`: one module per noun, each safe to run again."""
