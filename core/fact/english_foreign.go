package fact

// OfForeign is what is said of weights that other programs wrote. They are read apart from the trainer.
const OfForeign = `
tensors_converted      {n|tensor|tensors} of {dtype} converted to float32.
tensors_prefix         {prefix|quoted} taken off the names.
tensors_ignored        {n|tensor is|tensors are} not of this network and ignored: {names}.
arrays_in_order        {n|array|arrays} taken in the order of Keras' set_weights.
tensors_of_another     none of its {n|tensor|tensors} is of this network: {found} found, {expected} expected
arrays_differ          {found|array|arrays} found, {expected} expected, in the order of Keras' set_weights
tensors_of_torch       a file of torch.save found; python3 -c 'import torch, safetensors.torch as s; s.save_file(torch.load("w.pt", map_location="cpu"), "w.safetensors")' makes one of its tensors that can be read
tensors_in_pickle      a pickle found; python3 -c 'import pickle, safetensors.numpy as s; s.save_file(pickle.load(open("w.pkl", "rb")), "w.safetensors")' makes one of its arrays that can be read, but do it only where you trust the file: a pickle runs code
tensors_of_keras       a file of Keras found; python3 -c 'import keras, numpy; numpy.savez("w.npz", *keras.models.load_model("{name}").get_weights())' makes one that can be read; where it has weights alone, make the model first and use its load_weights
tensors_of_onnx        a model of ONNX found; python3 -c 'import onnx, safetensors.numpy as s; s.save_file(dict((t.name, onnx.numpy_helper.to_array(t)) for t in onnx.load("w.onnx").graph.initializer), "w.safetensors")' makes one of its tensors that can be read
tensors_of_gguf        a GGUF file found, as language models have them; a safetensors file expected
tensors_pointer        a pointer of Git LFS found and not the file: git lfs pull fetches it
tensors_in_one_array   one NumPy array found, a file of all tensors expected; numpy.savez writes several
tensors_in_checkpoint  a checkpoint of this program found; bottleneck train -resume goes on from it, and -out writes its weights
tensors_packed         a packed file found; gunzip unpacks it
tensors_in_page        a page of the web found, as a download gives it that wants something else first; the file itself expected
tensors_in_json        a JSON text found, as the index of weights in several files; a safetensors file expected
tensors_in_archive     a zip archive of {names} found, a safetensors file or a .npz of arrays expected
`
