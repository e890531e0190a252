"""Media: files in, pictures as a person sees them out. Exact times, nothing learnt, nothing stored.

Nothing is imported here, so that naming this package loads neither PyAV, Pillow nor OpenCV.
"""
