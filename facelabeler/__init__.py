"""FaceLabeler: footage in, a person names people, a labelled dataset out."""

__version__ = "0.1.0"
