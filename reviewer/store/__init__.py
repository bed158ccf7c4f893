"""What is kept. In: data of the model. Out: the same data again, in another process or on another day."""
