"""Staff see of what there is too little."""
