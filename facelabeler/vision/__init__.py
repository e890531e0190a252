"""From a picture to faces: detectors, landmarks and chips, encoders, quality. Nothing heavy loads before it is used."""
