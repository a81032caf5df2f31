"""Once a day staff are told of what there is too little."""
