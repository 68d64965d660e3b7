"""The shape of what people type. A form that is sent back keeps everything."""
