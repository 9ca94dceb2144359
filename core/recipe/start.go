package recipe

// Start is the link with which a page begins that nobody gave one: a network whose plane and grid show something within the first
// thousand steps. Five digits find places of their own on a plane of two numbers, and since the code is drawn, what lies between
// them is painted too. It is no default: links mean what they mean without it.
const Start = "#v=1&classes=0,1,3,4,7&encoder=dense(128,relu)&latent=variational&latent_dim=2&loss=bce&reduction=image&learning_rate=0.002&batch_size=50&epochs=200"
